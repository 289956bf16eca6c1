// How a migration fills the tables that it brings.
/** The rows of what is in the log already come from following it once more; making a row twice makes the same row. */
export const followAnew = `UPDATE sink_positions SET position = 0, epoch = epoch + 1 WHERE sink = 'read-models'`;
