import { compose } from './compose';
import { dag } from './dag';
import type { Settled } from './failure-policy';
import { optional } from './optional';
import { parallel } from './parallel';
import type { Plan } from './plan';
import type { PlanRun } from './plan-run';
import { priority } from './priority';
import { race } from './race';
import { required } from './required';
import { sequential } from './sequential';
import { service } from './service';
import { settle } from './settle';
import { task } from './task';

// The compiler is the test: each line below either compiles, or is expected not to.

interface User {
  readonly id: number;
  readonly name: string;
}

/** Two types are the same when the compiler cannot tell apart what they decide. */
type Same<A, B> = Decides<A> extends Decides<B> ? true : false;
type Decides<A> = <T>(type: T) => T extends A ? 1 : 2;

/** What comes of a plan is exactly this; a difference shows as an argument that is missing. */
function gives<R>() {
  return <P>(plan: Plan<P>, ...difference: Same<P, R> extends true ? [] : [P]): void => {
    expect([plan.kind, ...difference]).toEqual(['plan']);
  };
}

const user: User = { id: 7, name: 'Maeve' };
const loadUser = task(({ signal }) => Promise.resolve({ ...user, seen: signal.aborted } as User));

describe('the types of a plan', () => {
  it('are those of its tasks', () => {
    gives<{ readonly a: number; readonly b: User; readonly c: string }>()(
      parallel({ a: task(() => 1), b: loadUser, c: service<string>('catalog', '/c') }),
    );
    gives<{ readonly a: number }>()(priority({ a: task(() => 1) }));
  });

  it('give tasks the signal of the platform, so that they can hand it on', () => {
    const page = parallel({ a: task(({ signal }): AbortSignal => signal) });
    gives<{ readonly a: AbortSignal }>()(page);
  });

  it('of what a layer needs come from the layers before', () => {
    const page = dag({ user: loadUser })
      .and({ orders: task(['user'], ({ user: { id } }, { deadlineAt }) => [id, deadlineAt]) })
      .and({ both: task(['user', 'orders'], (results) => ({ ...results })) });
    gives<{
      readonly user: User;
      readonly orders: number[];
      readonly both: { readonly user: User; readonly orders: number[] };
    }>()(page);
    expect(() =>
      // @ts-expect-error -- nobody is called 'usr'
      dag({ user: loadUser }).and({ a: task(['usr'], ({ usr }) => String(usr)) }),
    ).toThrow();
    // @ts-expect-error -- a user has no such thing
    dag({ user: loadUser }).and({ a: task(['user'], (results) => String(results.user.age)) });
    const two = dag({ user: loadUser, b: task(() => 1) });
    // @ts-expect-error -- what is not asked for is not given
    two.and({ a: task(['user'], (results) => String(results.b)) });
  });

  it('of what steps of one layer need from each other are written down, and checked', () => {
    const page = dag({
      user: loadUser,
      orders: task(['user'], (needed: { user: User }) => [needed.user.id]),
    });
    gives<{ readonly user: User; readonly orders: number[] }>()(page);
    // @ts-expect-error -- 'user' gives a User
    dag({ user: loadUser, b: task(['user'], (needed: { user: string }) => needed.user) });
    expect(() =>
      // @ts-expect-error -- there is no 'usr'
      dag({ user: loadUser, b: task(['usr'], (needed: { usr: User }) => needed.usr) }),
    ).toThrow();
  });

  it('say what may be missing, and what does not begin without it', () => {
    const page = dag({ user: loadUser, tips: optional(service<string[]>('tips', '/tips')) })
      .and({ first: task(['tips'], ({ tips }) => tips.at(0)), count: task(['user'], () => 1) })
      .and({
        deep: task(['first'], ({ first }) => first ?? ''),
        safe: settle(task(['first'], () => 1)),
      });
    gives<{
      readonly user: User;
      readonly count: number;
      readonly safe: Settled<number>;
      readonly tips?: string[];
      readonly first?: string | undefined;
      readonly deep?: string;
    }>()(page);
    const chain = dag({
      a: optional(task(() => 1)),
      b: task(['a'], (needed: { a: number }) => needed.a),
      c: task(['b'], (needed: { b: number }) => needed.b),
    });
    gives<{ readonly a?: number; readonly b?: number; readonly c?: number }>()(chain);
  });

  it('of a value in the place of a result are part of it', () => {
    const page = sequential({ tips: optional(service<string[]>('tips', '/tips'), null) }).and({
      count: task(['tips'], ({ tips }) => tips?.length ?? 0),
    });
    gives<{ readonly tips: string[] | null; readonly count: number }>()(page);
  });

  it('follow the policy of the plan where a task has none', () => {
    const settled = parallel(
      { a: task(() => 1), b: required(task(() => 'b')), c: optional(task(() => true)) },
      { onFailure: 'settle' },
    );
    gives<{ readonly a: Settled<number>; readonly b: string; readonly c?: boolean }>()(settled);
    const loose = dag(
      { a: task(() => 1), b: required(task(() => 2)) },
      { onFailure: 'skip-dependents' },
    );
    gives<{ readonly b: number; readonly a?: number }>()(loose);
  });

  it('of a plan, or of a request, in the place of a result are those of what comes of it', () => {
    const inner = parallel({ a: task(() => 1) });
    const page = dag({
      inner,
      maybe: optional(inner),
      chosen: task(() => inner),
      later: task(() => Promise.resolve(inner)),
      asked: task(() => service<User>('orders', '/users/7')),
      won: race({ x: task(() => 1), y: task(() => 'two') }),
    });
    type Won =
      | { readonly winner: 'x'; readonly value: number }
      | { readonly winner: 'y'; readonly value: string };
    gives<{
      readonly inner: { readonly a: number };
      readonly chosen: { readonly a: number };
      readonly later: { readonly a: number };
      readonly asked: User;
      readonly won: Won;
      readonly maybe?: { readonly a: number };
    }>()(page);
  });

  it('of a composition are those of the plan that it composes', () => {
    const page = compose(({ customer }: { customer: number }, registry) =>
      parallel({ customer: task(() => customer), services: task(() => registry.services.length) }),
    );
    const plan = page.compose({ customer: 7 }, { services: ['a'], state: () => undefined });
    gives<{ readonly customer: number; readonly services: number }>()(plan);
    // @ts-expect-error -- a customer is a number
    page.compose({ customer: 'seven' }, { services: [], state: () => undefined });
  });

  it('reach the map and the results so far', () => {
    const look = (
      run: PlanRun<{ readonly a: number }, { readonly a: number; readonly b?: string }>,
    ) => {
      const soFar: number | undefined = run.results.a;
      const mapped: string | number | undefined = run.resultMap.get('a');
      // @ts-expect-error -- there is no such name
      run.resultMap.get('c');
      return [soFar, mapped];
    };
    expect(look).toBeInstanceOf(Function);
  });
});
