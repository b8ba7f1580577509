/**
 * The external ID that the canary role of public/templates/rolebridge-operator.yaml asks for. No secret: the role
 * may do nothing, and trusts one principal of its own account only.
 */
export const CANARY_EXTERNAL_ID = "rolebridge-canary";
