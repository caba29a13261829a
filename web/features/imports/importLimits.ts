/* How much one import takes in, and how much of it a page shows. */
export const MAX_FILE_MB = 30;
export const MAX_FILE_ROWS = 50_000;
/** Rows of the preview. */
export const PREVIEW_ROWS = 5;
/** Faults listed on the page; the download holds all of them. */
export const FAULTS_SHOWN = 200;
