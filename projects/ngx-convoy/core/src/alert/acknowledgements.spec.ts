import type { Acknowledgement } from './alert';
import { someAlert } from './alert.fixture.spec';
import { Acknowledgements } from './acknowledgements';

describe('Acknowledgements', () => {
  const slow = someAlert({ rule: 'slow' });
  const bySomebody: Acknowledgement = { by: 'Ada', note: 'on it', at: 0 };

  function given(acknowledgement = bySomebody): Acknowledgements {
    const acknowledgements = new Acknowledgements();
    acknowledgements.set(acknowledgements.of(slow, acknowledgement), 0);
    return acknowledgements;
  }

  it('hold for their alert and no other', () => {
    expect(given().find(slow, 1)).toEqual({ ...bySomebody, until: undefined });
    expect(given().find(someAlert({ rule: 'down' }), 1)).toBeUndefined();
  });

  it('end with their alert', () => {
    const acknowledgements = given();
    expect(acknowledgements.withdraw(slow)).toBe(acknowledgements.of(slow, bySomebody).subject);
    expect(acknowledgements.withdraw(slow)).toBeUndefined();
    expect(acknowledgements.find(slow, 1)).toBeUndefined();
  });

  it('end when their time is up', () => {
    const acknowledgements = given({ ...bySomebody, until: 50 });
    expect(acknowledgements.find(slow, 49)).toBeDefined();
    expect(acknowledgements.find(slow, 50)).toBeUndefined();
    expect(acknowledgements.all).toEqual([]);
  });

  it('end when the alert gets worse, and cover one that gets milder', () => {
    expect(given().find(someAlert({ rule: 'slow', severity: 'info' }), 1)).toBeDefined();
    expect(given().find(someAlert({ rule: 'slow', severity: 'critical' }), 1)).toBeUndefined();
  });

  it('wait ten minutes for an alert that is not there', () => {
    const acknowledgements = given();
    acknowledgements.forgetOld(600_000);
    expect(acknowledgements.find(slow, 600_000)).toBeDefined();
    acknowledgements.forgetOld(1_200_001);
    expect(acknowledgements.all).toEqual([]);
  });
});
