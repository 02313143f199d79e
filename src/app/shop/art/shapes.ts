/** What a shape is painted with; the poster turns tones into colours around the product's hue. */
export type Tone = 'ink' | 'main' | 'light' | 'paper' | 'accent' | 'gold';

/** A piece of a drawing in a box of 96 by 96, filled, or drawn with a pen of `width`. */
export interface Shape {
  readonly tone: Tone;
  readonly path: string;
  readonly width?: number;
}

export type Drawing = readonly Shape[];

export function fill(tone: Tone, ...paths: readonly string[]): Shape {
  return { tone, path: paths.join('') };
}

export function pen(tone: Tone, width: number, ...paths: readonly string[]): Shape {
  return { tone, width, path: paths.join('') };
}

export function disc(x: number, y: number, r: number): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

export function box(x: number, y: number, width: number, height: number, round = 0): string {
  const r = Math.min(round, width / 2, height / 2);
  const corner = (dx: number, dy: number): string =>
    r === 0 ? '' : `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return (
    `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}` +
    `h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}z`
  );
}

/** A leaf from its stalk to its tip; `bulge` is how far its sides stand off. */
export function leaf(x1: number, y1: number, x2: number, y2: number, bulge: number): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const nx = (-(y2 - y1) / length) * bulge;
  const ny = ((x2 - x1) / length) * bulge;
  const mx = (x1 + x2) / 2;
  const my = (y1 + y2) / 2;
  const point = (x: number, y: number): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return `M${point(x1, y1)}Q${point(mx + nx, my + ny)} ${point(x2, y2)}Q${point(mx - nx, my - ny)} ${point(x1, y1)}z`;
}
