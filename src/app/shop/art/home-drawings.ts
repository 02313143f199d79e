import { box, disc, fill, pen, type Drawing } from './shapes';

/** Audio, lighting and desk; keyed by category and the product's image. */
export const homeDrawings: Readonly<Record<string, Drawing>> = {
  'audio/🎧': [
    pen('ink', 7, 'M20 58v-8a28 28 0 0 1 56 0v8'),
    fill('main', box(11, 52, 17, 30, 8), box(68, 52, 17, 30, 8)),
    fill('light', box(25, 54, 8, 26, 4), box(63, 54, 8, 26, 4)),
  ],
  'audio/🔊': [
    fill('main', box(26, 14, 44, 70, 16)),
    fill('ink', disc(48, 58, 17)),
    fill('light', disc(48, 58, 8)),
    fill('ink', disc(48, 30, 8)),
    fill('accent', disc(48, 30, 3)),
  ],
  'audio/💿': [
    fill('main', box(8, 28, 80, 54, 8)),
    fill('ink', disc(40, 55, 23)),
    pen('main', 1.5, disc(40, 55, 18), disc(40, 55, 13)),
    fill('accent', disc(40, 55, 8)),
    fill('paper', disc(40, 55, 2), disc(76, 38, 5), box(73, 70, 8, 4, 2)),
    pen('paper', 3, 'M76 38v18l-16 10'),
  ],
  'audio/🎵': [
    pen('ink', 3, 'M30 30c0 26 18 18 18 50M66 30c0 26-18 18-18 50'),
    fill('main', disc(28, 25, 12), disc(68, 25, 12)),
    fill('light', disc(24, 23, 5), disc(72, 23, 5)),
    fill('accent', box(55, 50, 6, 13, 3)),
    fill('ink', box(45, 74, 6, 12, 2)),
  ],
  'audio/📻': [
    pen('ink', 3, 'M24 34L46 12'),
    fill('accent', disc(46, 12, 3)),
    fill('main', box(10, 32, 76, 48, 10)),
    fill('paper', box(18, 42, 40, 26, 4)),
    pen('ink', 3, 'M24 49h8l-5 12M46 49h7v12h-7M46 55h6'),
    fill('ink', disc(39, 52, 1.6), disc(39, 58, 1.6), disc(72, 55, 9)),
    fill('light', disc(72, 55, 3)),
    fill('ink', box(18, 80, 12, 4), box(66, 80, 12, 4)),
  ],
  'lighting/🏮': [
    pen('ink', 4, 'M48 42v12L32 84M48 54l16 30M48 54v26'),
    fill('main', 'M32 10h32l8 34H24z'),
    fill('light', 'M40 10h16l4 34H36z'),
    pen('ink', 2, 'M30 21h36M27 33h42'),
  ],
  'lighting/💡': [
    fill('light', 'M66 44l24 40H44z'),
    pen('ink', 4, 'M36 80L24 52l26-26'),
    fill('ink', box(16, 78, 40, 6, 3)),
    fill('accent', disc(24, 52, 4.5)),
    fill('main', 'M46 16q16-4 30 14l4 8-34 10q-8-18 0-32z'),
    fill('paper', disc(64, 44, 6)),
  ],
  'lighting/✨': [
    pen('ink', 2.5, 'M2 22q24 34 46 18t46-16M2 54q22 30 46 14t46-14'),
    fill('main', disc(17, 46, 7), disc(62, 41, 7), disc(36, 81, 7), disc(84, 66, 7)),
    fill('accent', disc(39, 52, 7), disc(60, 71, 7)),
    fill('paper', disc(83, 37, 7), disc(13, 76, 7)),
  ],
  'lighting/🌙': [
    fill('main', box(34, 56, 28, 28, 6)),
    fill('light', disc(48, 40, 28)),
    fill('paper', disc(48, 40, 20)),
    fill('accent', 'M56 27a16 16 0 1 0 0 26a13 13 0 1 1 0-26z'),
    fill('ink', box(30, 80, 36, 5, 2)),
  ],
  'lighting/🔦': [
    pen('main', 9, 'M12 46c0-24 72-24 72 0c0 20-72 20-72 0z'),
    fill('ink', box(30, 44, 36, 32, 9)),
    fill('light', disc(48, 60, 12)),
    fill('paper', disc(48, 60, 6)),
    fill('accent', disc(60, 49, 2.5)),
  ],
  'desk/📓': [
    fill('accent', 'M60 80v13l-5-4-5 4V80z'),
    fill('main', box(20, 12, 56, 72, 6)),
    fill('ink', 'M26 12h6v72h-6a6 6 0 0 1-6-6V18a6 6 0 0 1 6-6z'),
    fill('paper', box(42, 28, 24, 16, 2)),
    pen('ink', 2, 'M46 33.500h16M46 38.500h10'),
    pen('light', 2.5, 'M70 12v72'),
  ],
  'desk/🖋️': [
    pen('accent', 3, 'M12 84c12-6 22 5 36-1s18 2 26 0'),
    fill('main', 'M68 10l18 18-40 40-18-18z'),
    fill('light', 'M68 10l6 6-40 40-6-6z'),
    fill('accent', 'M58 20l18 18-5 5-18-18z'),
    fill('ink', 'M28 50l18 18-30 12z'),
    pen('paper', 2, 'M16 80l14-14'),
    fill('paper', disc(31, 65, 2.5)),
  ],
  'desk/🗂️': [
    fill('paper', box(24, 12, 48, 18, 2)),
    pen('ink', 2, 'M30 17h24'),
    fill('main', box(12, 22, 72, 18, 4), box(12, 66, 72, 18, 4)),
    fill('light', box(12, 44, 72, 18, 4)),
    fill('ink', box(38, 29, 20, 4, 2), box(38, 51, 20, 4, 2), box(38, 73, 20, 4, 2)),
  ],
  'desk/⌨️': [
    fill('ink', box(4, 32, 88, 50, 8)),
    fill('light', ...keys(38, 7), ...keys(49, 7)),
    fill('paper', ...keys(60, 7)),
    fill('main', box(10, 71, 17, 7, 2), box(69, 71, 17, 7, 2)),
    fill('accent', box(30, 71, 36, 7, 2), box(79, 38, 7, 7, 2)),
  ],
  'desk/🪑': [
    fill('ink', box(28, 10, 40, 28, 3), box(45, 38, 6, 10)),
    fill('light', box(31, 13, 34, 22, 2)),
    pen('ink', 5, 'M26 56l42 24M70 56L28 80'),
    fill('accent', disc(48, 68, 4)),
    fill('main', box(8, 48, 80, 9, 3)),
    fill('ink', box(14, 79, 68, 5, 2)),
  ],
};

function keys(y: number, size: number): readonly string[] {
  return Array.from({ length: 8 }, (_, column) => box(10 + column * 9.86, y, size, size, 2));
}
