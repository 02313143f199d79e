import { createEnvironmentInjector, EnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { LeaderTab } from './leader-tab';
import { TAB_SCOPE } from './tab-scope';

describe('LeaderTab', () => {
  let scope: string;
  let tabs: EnvironmentInjector[];

  beforeEach(() => {
    scope = crypto.randomUUID();
    tabs = [];
  });

  afterEach(() => tabs.forEach((tab) => tab.destroy()));

  /** Another injector of this page stands for the same lock, as another tab does. */
  function open(): { readonly leader: LeaderTab; close: () => void } {
    const tab = createEnvironmentInjector(
      [{ provide: TAB_SCOPE, useValue: scope }, LeaderTab],
      TestBed.inject(EnvironmentInjector),
    );
    tabs.push(tab);
    return {
      leader: tab.get(LeaderTab),
      close: () => {
        tabs = tabs.filter((each) => each !== tab);
        tab.destroy();
      },
    };
  }

  /** Everybody who asked for the lock before now has had an answer, if there is one. */
  async function settle(): Promise<void> {
    await navigator.locks.query();
    await navigator.locks.query();
  }

  it('is one of all', async () => {
    const [a, b, c] = [open(), open(), open()];
    await settle();
    expect([a, b, c].map(({ leader }) => leader.leads())).toEqual([true, false, false]);
  });

  it('is the next one when it goes', async () => {
    const [a, b, c] = [open(), open(), open()];
    await settle();
    a.close();
    await settle();
    expect([b, c].map(({ leader }) => leader.leads())).toEqual([true, false]);
    expect(a.leader.leads()).toBe(false);
  });

  it('stands down while the page is put away, and stands again when it returns', async () => {
    const { leader } = open();
    await settle();
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(leader.leads()).toBe(false);
    await settle();
    expect((await navigator.locks.query()).held?.some(({ name }) => name?.startsWith(scope))).toBe(
      false,
    );
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await settle();
    expect(leader.leads()).toBe(true);
  });

  it('stands at the end of the line after somebody took the lead', async () => {
    const { leader } = open();
    await settle();
    let giveBack = (): void => undefined;
    const taken = new Promise<void>((resolve) => (giveBack = resolve));
    void navigator.locks.request(`${scope}:leader`, { steal: true }, () => taken);
    await settle();
    await settle();
    expect(leader.leads()).toBe(false);
    giveBack();
    await settle();
    await settle();
    expect(leader.leads()).toBe(true);
  });
});
