import { Component } from '@angular/core';
import { ConvoyFlagTable } from './flag-table';
import { ConvoyLevelPanel } from './level-panel';
import { ConvoyMatrixTable } from './matrix-table';

/** How much of itself the app still offers, of what that is made, and what can be set by hand. */
@Component({
  selector: 'convoy-degradation-screen',
  imports: [ConvoyFlagTable, ConvoyLevelPanel, ConvoyMatrixTable],
  template: `
    <div class="layout">
      <div class="main">
        <div class="tools"><h1>Degradation</h1></div>
        <section aria-labelledby="convoy-levels">
          <h2 id="convoy-levels">Levels</h2>
          <convoy-level-panel />
        </section>
        <section aria-labelledby="convoy-matrix">
          <h2 id="convoy-matrix">Features and what they are made of</h2>
          <convoy-matrix-table />
        </section>
        <section aria-labelledby="convoy-flags">
          <h2 id="convoy-flags">Flags</h2>
          <convoy-flag-table />
        </section>
      </div>
    </div>
  `,
  styleUrl: './degradation-screen.scss',
})
export class ConvoyDegradationScreen {}
