import { Component, computed, input } from '@angular/core';
import { gardenAndGameDrawings } from './art/garden-and-game-drawings';
import { homeDrawings } from './art/home-drawings';
import { kitchenAndBagDrawings } from './art/kitchen-and-bag-drawings';
import type { Drawing } from './art/shapes';
import type { Product } from './product';

const drawings: Readonly<Record<string, Drawing>> = {
  ...homeDrawings,
  ...kitchenAndBagDrawings,
  ...gardenAndGameDrawings,
};

/**
 * A product as a small poster, drawn here from its category, image and hue: nothing to load, nothing to fail.
 * A product that nobody drew yet shows its initial.
 */
@Component({
  selector: 'app-product-art',
  template: `
    <svg viewBox="0 0 128 112" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect class="wall" width="128" height="112" />
      <circle class="sun" [attr.cx]="sun().x" [attr.cy]="sun().y" r="40" />
      <rect class="table" y="88" width="128" height="24" />
      <g transform="translate(16 10)">
        <ellipse class="shade" cx="48" cy="85" rx="42" ry="5" />
        @if (drawing(); as shapes) {
          @for (shape of shapes; track $index) {
            <path
              [class]="shape.tone"
              [class.pen]="shape.width !== undefined"
              [attr.stroke-width]="shape.width"
              [attr.d]="shape.path"
            />
          }
        } @else {
          <text class="ink" x="48" y="72" text-anchor="middle">{{ initial() }}</text>
        }
      </g>
    </svg>
  `,
  styleUrl: './product-art.scss',
  host: { '[style.--hue]': 'product().hue', '[style.--accent-hue]': 'accentHue()' },
})
export class ProductArt {
  readonly product = input.required<Product>();

  protected readonly drawing = computed<Drawing | undefined>(
    () => drawings[`${this.product().category}/${this.product().image}`],
  );
  protected readonly initial = computed(() => this.product().name.slice(0, 1));

  /** Orange lifts cool hues, blue lifts warm ones; the true opposite of green would be magenta. */
  protected readonly accentHue = computed(() => {
    const { hue } = this.product();
    return hue > 60 && hue < 335 ? 22 : 205;
  });

  /** The golden angle spreads neighbours well and keeps a product's poster the same everywhere. */
  protected readonly sun = computed(() => {
    const turn = this.product().id * 2.39996;
    return { x: 64 + 34 * Math.cos(turn), y: 46 + 16 * Math.sin(turn) };
  });
}
