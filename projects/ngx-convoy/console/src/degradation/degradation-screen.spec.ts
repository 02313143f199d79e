import { TestBed } from '@angular/core/testing';
import {
  Degradation,
  Flags,
  fromStatic,
  inMemoryFlags,
  withDegradation,
  withFlags,
} from 'ngx-convoy/degradation';
import { ConsoleScene, type SceneOptions } from '../console-scene.spec';

const services = ['catalog', 'recommendations', 'accounts'];
const extensions = () => [
  withDegradation({
    fallbacks: { recommendations: [fromStatic([])] },
    features: {
      shop: { needs: ['catalog'], prefers: ['recommendations'], label: 'Shop', flag: 'shop' },
      money: { needs: [{ service: 'accounts', tier: 2 }], label: 'Money' },
    },
    levels: [
      { level: 0, services, features: ['shop', 'money'], label: 'everything' },
      { level: 1, services: ['catalog'], features: ['shop'], label: 'looking only' },
      { level: 2, services: [], features: [], label: 'nothing' },
    ],
  }),
  withFlags(inMemoryFlags({ shop: true, limit: 7 })),
];

async function screen(options: Partial<SceneOptions> = {}): Promise<ConsoleScene> {
  return ConsoleScene.open({ url: '/console/degradation', extensions: extensions(), ...options });
}

function words(scene: ConsoleScene, selector: string): string {
  const element = scene.root.querySelector<HTMLElement>(selector);
  return (element?.innerText ?? '').replace(/\s+/g, ' ').trim();
}

function fill(scene: ConsoleScene, form: string, fields: Readonly<Record<string, string>>): void {
  for (const label of scene.root.querySelectorAll(`${form} label`)) {
    const name = label.querySelector('span')?.textContent ?? '';
    const field = label.querySelector<HTMLInputElement | HTMLSelectElement>('input, select');
    const value = fields[name];
    if (field !== null && value !== undefined) field.value = value;
  }
}

describe('The screen of degradation', () => {
  beforeEach(() => {
    localStorage.clear();
  });
  afterEach(() => {
    localStorage.clear();
  });

  it('lists the levels, and which is in force', async () => {
    const scene = await screen();
    expect(words(scene, 'convoy-level-panel .now')).toBe('Level 0 everything everything works');
    expect(words(scene, 'convoy-level-panel .current')).toContain('0 everything');
    await scene.breakDown('catalog');
    expect(words(scene, 'convoy-level-panel .current')).toContain('2 nothing');
  });

  it('lets somebody hold a level, says who and until when, and lets go', async () => {
    const scene = await screen();
    fill(scene, 'convoy-level-panel', { Level: '1', 'Your name': 'Ada', Reason: 'the sale' });
    await scene.press('Hold');
    expect(words(scene, 'convoy-level-panel .pin')).toBe(
      'Held at level 1 by Ada until 14:17, 15 min left: the sale Let go',
    );
    expect(TestBed.inject(Degradation).level()).toBe(1);
    await scene.press('Let go');
    expect(scene.has('convoy-level-panel .pin')).toBeFalse();
    expect(TestBed.inject(Degradation).level()).toBe(0);
  });

  it('says when the next step down is', async () => {
    const scene = await screen();
    TestBed.inject(Degradation);
    await scene.breakDown('catalog');
    await scene.pass(200_000);
    await scene.call('catalog');
    await scene.call('catalog');
    await scene.call('catalog');
    await scene.pass(1_000);
    expect(words(scene, 'convoy-level-panel .now')).toMatch(/One level down in \d+ s/);
  });

  it('shows features against services: what each is, how it is and what stands in', async () => {
    const scene = await screen();
    const row = (feature: string): string =>
      words(scene, `convoy-matrix-table tr[data-feature="${feature}"]`);
    expect(row('shop')).toBe('Shop Works Works required Works preferred');
    expect(row('money')).toBe('Money Works Works required, tier 2');
    await scene.breakDown('recommendations');
    expect(row('shop')).toContain('Shop Reduced recommendations: its breaker is open');
    expect(row('shop')).toContain('Reduced preferred shown: a fixed value');
  });

  it('lists flags with value, variant, reason and provider', async () => {
    const scene = await screen();
    const row = (flag: string): string => words(scene, `convoy-flag-table tr[data-flag="${flag}"]`);
    expect(row('shop')).toBe('shop true on STATIC in-memory –');
    expect(row('limit')).toBe('limit 7 7 STATIC in-memory –');
  });

  it('sets a flag by hand, and gives it back', async () => {
    const scene = await screen();
    fill(scene, 'convoy-flag-table', { Flag: 'shop', Value: 'false', 'Your name': 'Ada' });
    await scene.press('Set');
    expect(words(scene, 'tr[data-flag="shop"]')).toContain(
      'shop false – OVERRIDE in-memory Ada until 14:17',
    );
    expect(words(scene, 'tr[data-feature="shop"] th')).toBe('Shop Missing its flag shop is off');
    await scene.press('Let go of shop');
    expect(words(scene, 'tr[data-flag="shop"]')).toBe('shop true on STATIC in-memory –');
  });

  for (const [flag, typed, complaint] of [
    ['shop', 'perhaps', 'shop is a boolean, and perhaps is not.'],
    ['limit', 'true', 'limit is a number, and true is not.'],
  ] as const) {
    it(`refuses ${typed} for ${flag}`, async () => {
      const scene = await screen();
      fill(scene, 'convoy-flag-table', { Flag: flag, Value: typed, 'Your name': 'Ada' });
      await scene.press('Set');
      expect(words(scene, '.complaint')).toBe(complaint);
      expect(
        TestBed.inject(Flags)
          .all()
          .every(({ override }) => override === undefined),
      ).toBeTrue();
    });
  }

  it('only shows, when the console only shows', async () => {
    const scene = await screen({ readonly: true });
    TestBed.inject(Degradation).pin(1);
    await scene.settle();
    expect(scene.has('.pin')).toBeTrue();
    for (const control of ['form', 'button']) {
      expect(scene.has(`convoy-degradation-screen ${control}`)).toBeFalse();
    }
  });
});
