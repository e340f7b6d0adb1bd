/**
 * A child ends with this code to be started anew although nothing failed in it (EX_TEMPFAIL of
 * `sysexits.h`). The shell starts whatever ends; the code tells it what was asked for.
 */
export const restartAskedExitCode = 75;

/** Environment variable in which a child learns how often it was started anew at its own wish. */
export const restartsAskedVariable = 'BUDAYANG_RESTARTS_ASKED';
