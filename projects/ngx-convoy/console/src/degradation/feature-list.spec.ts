import { fromStatic, withDegradation } from 'ngx-convoy/degradation';
import { ConsoleScene } from '../console-scene.spec';

describe('The list of features', () => {
  const degradation = withDegradation({
    fallbacks: { recommendations: [fromStatic([])] },
    features: {
      shop: { needs: ['catalog'], label: 'Shop' },
      tips: { needs: ['recommendations'], label: 'Tips' },
      money: { needs: ['accounts'], label: 'Money' },
    },
    levels: [
      {
        level: 0,
        services: ['catalog', 'recommendations', 'accounts'],
        features: ['shop', 'tips', 'money'],
        label: 'everything',
      },
      { level: 1, services: ['catalog'], features: ['shop'], label: 'looking only' },
    ],
  });

  function lines(scene: ConsoleScene): readonly string[] {
    return [...scene.root.querySelectorAll('convoy-feature-list li')].map((line) =>
      line.textContent.replace(/\s+/g, ' ').trim(),
    );
  }

  it('names the level, and every feature that works', async () => {
    const scene = await ConsoleScene.open({ extensions: [degradation] });
    expect(scene.text('.level')).toBe('Level 0 everything everything works');
    expect(lines(scene)).toEqual(['Shop Works', 'Tips Works', 'Money Works']);
  });

  it('puts first what is reduced or missing, with the reason and what stands in', async () => {
    const scene = await ConsoleScene.open({ extensions: [degradation] });
    await scene.breakDown('recommendations');
    await scene.breakDown('accounts');
    expect(scene.text('.level')).toContain('Level 1 looking only');
    expect(scene.text('convoy-fleet-summary dl')).toContain('1 looking only');
    const [tips, money, shop] = lines(scene);
    expect(tips).toContain('Tips Reduced since 14:02');
    expect(tips).toContain('recommendations: its breaker is open');
    expect(tips).toContain('shown: a fixed value');
    expect(money).toContain('Money Missing since 14:02');
    expect(money).not.toContain('shown');
    expect(shop).toBe('Shop Works');
  });
});
