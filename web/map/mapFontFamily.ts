/** CSS families for letters drawn by the page itself: canvas symbols, and engines that borrow the page's fonts. */
export const MAP_FONT_FAMILY = '"IBM Plex Sans Arabic", "IBM Plex Sans", sans-serif';
