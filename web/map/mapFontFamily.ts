/** CSS families for letters drawn by the page itself: canvas symbols, and engines that borrow the page's fonts. */
export const MAP_FONT_FAMILY = '"IBM Plex Sans Arabic", "IBM Plex Sans", sans-serif';

/** Waits until both scripts of the family can be drawn on a canvas; never fails, a system font is better than none. */
export async function mapFontsReady(): Promise<void> {
  try {
    await Promise.all([
      document.fonts.load(`600 12px ${MAP_FONT_FAMILY}`, "A"),
      document.fonts.load(`600 12px ${MAP_FONT_FAMILY}`, "م"),
    ]);
  } catch {
    // A font file that cannot be fetched only changes the letters' shape.
  }
}
