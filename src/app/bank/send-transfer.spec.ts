import { passCompliance, passFraud } from './send-transfer';

describe('The controls of a transfer', () => {
  it('let pass what both find harmless', () => {
    const assessment = { score: 0.1, decision: 'allow' } as const;
    const check = { result: 'clear', matches: [] } as const;
    expect(passFraud(assessment)).toBe(assessment);
    expect(passCompliance(check)).toBe(check);
  });

  for (const decision of ['review', 'block'] as const) {
    it(`refuse at '${decision}' by fraud`, () => {
      expect(() => passFraud({ score: 0.9, decision })).toThrowMatching(
        (error: { readonly code?: string }) => error.code === decision,
      );
    });
  }

  it('refuse a name that is on a list, and say which', () => {
    expect(() => passCompliance({ result: 'hit', matches: ['Grey Heron Shipping'] })).toThrowError(
      /Grey Heron Shipping/,
    );
  });
});
