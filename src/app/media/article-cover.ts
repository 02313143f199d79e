import { Component, computed, input } from '@angular/core';
import type { Article } from './article';

/** A view from the quay for every article: its own sky, sun, hills and sea, always the same for the same article. */
@Component({
  selector: 'app-article-cover',
  template: `
    <svg viewBox="0 0 320 200" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect class="sky" width="320" height="200" />
      <circle
        class="sun"
        [attr.cx]="view().sunX"
        [attr.cy]="view().sunY"
        [attr.r]="view().sunSize"
      />
      <path class="far" [attr.d]="view().far" />
      <path class="near" [attr.d]="view().near" />
      <rect class="sea" y="138" width="320" height="62" />
      @for (glint of view().glints; track $index) {
        <path class="glint" [attr.d]="glint" />
      }
      <g class="boat" [attr.transform]="view().boat">
        <path d="M0 -34V0M-3 -30V-5H-20zM3 -34V-5H24z" />
        <path d="M-24 0H28L20 9H-16z" />
      </g>
    </svg>
  `,
  styleUrl: './article-cover.scss',
  host: { '[style.--hue]': 'article().hue' },
})
export class ArticleCover {
  readonly article = input.required<Article>();

  protected readonly view = computed(() => {
    const draw = scatter(this.article().id);
    const sunX = 60 + 200 * draw();
    const sunSize = 22 + 26 * draw();
    return {
      sunX,
      sunY: 44 + 56 * draw(),
      sunSize,
      far: hills(draw, 116, 48),
      near: hills(draw, 132, 34),
      glints: Array.from({ length: 7 }, (_, row) => {
        const half = (sunSize * (1.3 - row * 0.11) * (0.5 + draw())) / 1.4;
        const x = sunX + 16 * (draw() - 0.5);
        return `M${(x - half).toFixed(1)} ${144 + row * 8}h${(2 * half).toFixed(1)}`;
      }),
      boat: `translate(${(70 + 180 * draw()).toFixed(1)} ${(146 + 30 * draw()).toFixed(1)}) scale(${(0.6 + 0.5 * draw()).toFixed(2)})`,
    };
  });
}

/** Numbers from 0 to 1 that look like chance and are the same for the same seed (mulberry32). */
function scatter(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A ridge from edge to edge around `y`, up to `height` above it. */
function hills(draw: () => number, y: number, height: number): string {
  const tops = Array.from({ length: 6 }, (_, index) => [index * 64, y - height * draw()] as const);
  const [first, ...others] = tops;
  const line = others.map(([x, top], index) => {
    const [beforeX, beforeTop] = tops[index] ?? [x, top];
    const middle = (beforeX + x) / 2;
    return `C${middle} ${beforeTop.toFixed(1)} ${middle} ${top.toFixed(1)} ${x} ${top.toFixed(1)}`;
  });
  return `M0 140V${(first?.[1] ?? y).toFixed(1)}${line.join('')}V140z`;
}
