"""The same sweep with boto3: 64 threads, one client. Reads {policy, connectors: [{role, ids}]} from standard input."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

work = json.load(sys.stdin)
sts = boto3.client("sts", endpoint_url=sys.argv[1], config=Config(max_pool_connections=64))


def check(connector):
    for external_id in connector["ids"]:
        extra = {} if external_id is None else {"ExternalId": external_id}
        try:
            sts.assume_role(
                RoleArn=connector["role"],
                RoleSessionName="rolebridge-bench",
                DurationSeconds=900,
                Policy=work["policy"],
                **extra,
            )
        except ClientError:
            pass


with ThreadPoolExecutor(64) as pool:
    list(pool.map(check, work["connectors"]))
