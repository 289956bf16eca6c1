/** Escape closes what carries this, and not a dialog that it stands in: the library's word for that. */
export const ESCAPES_HERE = { 'data-mantine-stop-propagation': 'true' };
