import { anyResource, change, read, spend } from "./entry.ts";
import type { ManifestAction, ManifestStatement } from "./manifest-types.ts";

const COVERAGE = "Coverage and utilization of commitments are missing or incomplete.";
const PROPOSALS = "Harness cannot propose what to buy.";
const NO_BUYING = "Harness proposes, but buys nothing on its own.";
const NO_EXCHANGE = "Harness cannot exchange convertible Reserved Instances.";

const READ_ACTIONS: readonly ManifestAction[] = [
	read(
		"ec2:DescribeReservedInstancesOfferings",
		"Reads which Reserved Instances AWS offers, and their prices.",
		PROPOSALS,
	),
	read("ce:GetSavingsPlansUtilization", "Reads how much of the Savings Plans is used.", COVERAGE),
	read("ce:GetReservationUtilization", "Reads how much of the reservations is used.", COVERAGE),
	read("ec2:DescribeInstanceTypeOfferings", "Learns which instance types exist where.", PROPOSALS),
	read(
		"ce:GetDimensionValues",
		"Reads the services, regions and accounts that cost figures can be asked for.",
		COVERAGE,
	),
	read("ce:GetSavingsPlansUtilizationDetails", "Reads the use of each single Savings Plan.", COVERAGE),
	read("ec2:DescribeReservedInstances", "Lists the Reserved Instances already owned.", COVERAGE),
	read("ce:GetReservationCoverage", "Reads how much usage reservations cover.", COVERAGE),
	read("ce:GetSavingsPlansCoverage", "Reads how much usage Savings Plans cover.", COVERAGE),
	read("savingsplans:DescribeSavingsPlans", "Lists the Savings Plans already owned.", COVERAGE),
	read(
		"organizations:DescribeOrganization",
		"Learns whether this is the account where commitments are shared from.",
		"Harness cannot tell whether this account is the payer.",
	),
	read(
		"ce:GetCostAndUsage",
		"Reads on-demand usage, which proposals are computed from.",
		PROPOSALS,
		"Shows the costs of every account in the organization when asked in the payer account.",
	),
	read(
		"rds:DescribeReservedDBInstancesOfferings",
		"Reads which reserved databases AWS offers, and their prices.",
		"Harness cannot propose reservations for RDS.",
	),
	read(
		"rds:DescribeReservedDBInstances",
		"Lists the reserved databases already owned.",
		"Reservations for RDS are missing from coverage.",
	),
	read("pricing:GetProducts", "Reads AWS's public price list.", PROPOSALS),
];

const WRITE_ACTIONS: readonly ManifestAction[] = [
	spend(
		"ec2:PurchaseReservedInstancesOffering",
		"Buys Reserved Instances that were proposed.",
		"Commits you to pay for one or three years. A purchase cannot be cancelled, and IAM knows no limit on its amount.",
		NO_BUYING,
	),
	read(
		"ec2:GetReservedInstancesExchangeQuote",
		"Asks what an exchange of convertible Reserved Instances would cost.",
		NO_EXCHANGE,
	),
	spend(
		"ec2:AcceptReservedInstancesExchangeQuote",
		"Exchanges convertible Reserved Instances for ones that fit better.",
		"An exchange is final and can raise what you pay for the rest of the term.",
		NO_EXCHANGE,
	),
	read(
		"ec2:DescribeReservedInstancesModifications",
		"Follows changes to Reserved Instances until they are done.",
		NO_EXCHANGE,
	),
	change(
		"ec2:ModifyReservedInstances",
		"Moves Reserved Instances between zones, or splits and joins their sizes.",
		"Can move a reservation away from the instances it is meant for, which then cost the on-demand price.",
		"Reserved Instances stay as they were bought.",
	),
	read(
		"savingsplans:DescribeSavingsPlansOfferings",
		"Reads which Savings Plans AWS offers, and their prices.",
		"Harness cannot buy Savings Plans.",
	),
	spend(
		"savingsplans:CreateSavingsPlan",
		"Buys Savings Plans that were proposed.",
		"Commits you to an hourly spend for one or three years. IAM knows no limit on its amount.",
		NO_BUYING,
	),
	spend(
		"rds:PurchaseReservedDBInstancesOffering",
		"Buys reserved databases that were proposed.",
		"Commits you to pay for one or three years. A purchase cannot be cancelled, and IAM knows no limit on its amount.",
		"Harness buys no reservations for RDS.",
	),
];

/** Commitment Orchestration: reading always, buying and exchanging only where it was chosen. */
export const COMMITMENT_STATEMENTS: readonly ManifestStatement[] = [
	{
		sid: "ReadCommitments",
		feature: "COMMITMENT_ORCHESTRATOR",
		needed: { kind: "always" },
		policy: "HarnessCommitmentOrchestratorPolicy",
		resources: ["*"],
		probeResource: anyResource,
		actions: READ_ACTIONS,
	},
	{
		sid: "BuyAndExchangeCommitments",
		feature: "COMMITMENT_ORCHESTRATOR",
		needed: { kind: "commitment-write" },
		policy: "HarnessCommitmentOrchestratorPolicy",
		resources: ["*"],
		probeResource: anyResource,
		actions: WRITE_ACTIONS,
	},
];
