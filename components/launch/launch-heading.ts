/** The id of the request's heading, which takes the focus when the request is opened. */
export const LAUNCH_HEADING = "launch-heading";
