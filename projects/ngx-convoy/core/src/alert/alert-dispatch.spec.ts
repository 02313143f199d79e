import type { Alert } from './alert';
import { AlertDispatch, type Candidate, type DispatchOptions } from './alert-dispatch';
import { someAlert } from './alert.fixture.spec';

const down = someAlert({ rule: 'down', severity: 'critical' });
const slow = someAlert({ rule: 'slow' });
const over = (alert: Alert): Alert => ({ ...alert, state: 'resolved', resolvedAt: 1 });

function scene(options: DispatchOptions = {}) {
  const dispatch = new AlertDispatch({
    ...{ groupWait: 5, groupInterval: 60, repeatInterval: 1_000 },
    ...options,
  });
  const told = (now: number): readonly string[] =>
    dispatch
      .due(now)
      .map(({ reason, firing, resolved }) =>
        [reason, ...firing.map(({ rule }) => rule), ...resolved.map(({ rule }) => `-${rule}`)].join(
          ' ',
        ),
      );
  return {
    dispatch,
    at: (now: number, ...alerts: readonly (Alert | Candidate)[]) => {
      const candidates = alerts.map((each) => ('alert' in each ? each : heard(each)));
      dispatch.observe(candidates, now);
      return told(now);
    },
  };
}

function heard(alert: Alert): Candidate {
  return { alert, group: { service: alert.service }, isMuted: false };
}

function muted(alert: Alert): Candidate {
  return { ...heard(alert), isMuted: true };
}

describe('AlertDispatch', () => {
  it('waits for what belongs together, and tells it once, the worst first', () => {
    const { dispatch, at } = scene();
    expect(at(0, slow)).toEqual([]);
    expect(dispatch.nextAt).toBe(5);
    expect(at(3, slow, down)).toEqual([]);
    expect(at(5, slow, down)).toEqual(['new down slow']);
    expect(dispatch.nextAt).toBe(65);
    expect(at(65, slow, down)).toEqual([]);
  });

  it('tells what joins a group at its next turn', () => {
    const { at } = scene();
    at(0, slow);
    at(5, slow);
    expect(at(10, slow, down)).toEqual([]);
    expect(at(65, slow, down)).toEqual(['new down slow']);
  });

  it('tells services apart', () => {
    const { at } = scene();
    at(0, slow, someAlert({ service: 'users', rule: 'down' }));
    expect(at(5, slow, someAlert({ service: 'users', rule: 'down' }))).toEqual([
      'new slow',
      'new down',
    ]);
  });

  it('tells what is over, and nothing of what was over before anybody knew', () => {
    const { dispatch, at } = scene();
    at(0, slow, down);
    at(5, slow, down);
    expect(at(65, slow, over(down))).toEqual(['resolved slow -down']);
    expect(at(125, over(slow))).toEqual(['resolved -slow']);
    expect(dispatch.nextAt).toBeUndefined();

    at(200, down);
    expect(at(205, over(down))).toEqual([]);
    expect(dispatch.nextAt).toBeUndefined();
  });

  it('repeats what goes on, and not what somebody looks after', () => {
    const { at } = scene();
    const taken = { ...slow, acknowledged: { by: 'Ada', note: 'on it', at: 9 } };
    at(0, slow);
    at(5, slow);
    expect(at(1_006, slow)).toEqual(['repeat slow']);
    expect(at(2_100, taken)).toEqual([]);
    expect(at(2_200, slow)).toEqual(['repeat slow']);
  });

  it('never repeats where that is switched off', () => {
    const { at } = scene({ repeatInterval: false });
    at(0, slow);
    at(5, slow);
    expect(at(9e12, slow)).toEqual([]);
  });

  it('says nothing of what is muted, and tells it when it is not any more', () => {
    const { at } = scene();
    at(0, muted(slow));
    expect(at(5, muted(slow))).toEqual([]);
    expect(at(65, slow)).toEqual(['new slow']);
    // Silencing is no end.
    expect(at(125, muted(slow))).toEqual([]);
    expect(at(185, slow)).toEqual([]);
  });

  it('calls nobody for notes alone, and lists them beside what is worse', () => {
    const note = someAlert({ rule: 'anomaly', severity: 'info' });
    const { at } = scene();
    at(0, note);
    expect(at(5, note)).toEqual([]);
    expect(at(65, note, slow)).toEqual(['new slow anomaly']);
  });

  it('tells again when an alert gets worse', () => {
    const worse = someAlert({ rule: 'slow', severity: 'critical' });
    const { at } = scene();
    at(0, slow);
    at(5, slow);
    expect(at(65, worse)).toEqual(['new slow']);
  });

  it('goes on from what another tab has told', () => {
    const first = scene();
    first.at(0, slow);
    first.at(5, slow);
    const second = scene();
    second.dispatch.adopt(first.dispatch.log, 10);
    second.at(10, slow);
    expect(second.at(15, slow)).toEqual([]);
    expect(second.dispatch.standingOf(slow.fingerprint)).toEqual({ toldAt: 5, nextLookAt: 75 });
  });

  it('forgets what was taken over and does not fire any more', () => {
    const first = scene();
    first.at(0, slow);
    first.at(5, slow);
    const second = scene();
    second.dispatch.adopt(first.dispatch.log, 10);
    expect(second.at(300_010)).toEqual([]);
    second.at(300_020, slow);
    expect(second.at(300_025, slow)).toEqual(['new slow']);
  });

  it('tells no end of what nobody was told of', () => {
    const { at } = scene();
    at(0, slow);
    at(5, slow);
    at(10, slow, down);
    expect(at(65, slow, over(down))).toEqual([]);
  });

  it('refuses an interval of nothing', () => {
    expect(() => new AlertDispatch({ groupInterval: 0 })).toThrowError(/dispatch\.groupInterval/);
  });
});
