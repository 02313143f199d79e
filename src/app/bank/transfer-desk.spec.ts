import type { Assessment, ComplianceCheck } from './bank-rows';
import { clearanceOf, type Control } from './transfer-desk';

describe('clearanceOf', () => {
  const allow = fraud('allow');
  const clear = compliance('clear');
  const silent = { kind: 'silent' } as const;

  it('clears a transfer that both controls let pass', () => {
    expect(clearanceOf({ fraud: allow, compliance: clear })).toEqual({ kind: 'clear' });
  });

  for (const decision of ['review', 'block'] as const) {
    it(`stops at '${decision}' by fraud`, () => {
      expect(clearanceOf({ fraud: fraud(decision), compliance: clear }).kind).toBe('stopped');
    });
  }

  it('stops at a hit on a list and says which name', () => {
    const hit = compliance('hit', ['Grey Heron Shipping']);
    const clearance = clearanceOf({ fraud: allow, compliance: hit });

    expect(clearance.kind).toBe('stopped');
    expect(JSON.stringify(clearance)).toContain('Grey Heron Shipping');
  });

  it('lets nothing pass unchecked, and names who is silent', () => {
    const rows = [
      [{ fraud: silent, compliance: clear }, 'fraud control'],
      [{ fraud: allow, compliance: silent }, 'compliance control'],
      [{ fraud: silent, compliance: silent }, 'fraud and compliance'],
    ] as const;
    for (const [controls, words] of rows) {
      const clearance = clearanceOf(controls);

      expect(clearance.kind).toBe('unchecked');
      expect(JSON.stringify(clearance)).toContain(words);
    }
  });

  it('says no rather than "not reachable" when one control is enough to know', () => {
    expect(clearanceOf({ fraud: fraud('block'), compliance: silent }).kind).toBe('stopped');
  });
});

function fraud(decision: Assessment['decision']): Control<Assessment> {
  return { kind: 'found', finding: { score: 0.1, decision } };
}

function compliance(
  result: ComplianceCheck['result'],
  matches: readonly string[] = [],
): Control<ComplianceCheck> {
  return { kind: 'found', finding: { result, matches } };
}
