// The page `gates` of the suite degradation: templates, built ahead of time for production.
import { reportTo } from '../harness/page.ts';
import type { Contender, Suite, TimeCase } from '../harness/suite.ts';
import { allAtOnce, oneOfMany } from '../suites/degradation/gates';
import { togglers, type Toggler } from './togglers';

/** The cases of the suite, whose contenders are found here by their names. */
const suite: Suite = {
  name: 'degradation',
  cases: [played(allAtOnce, togglers.allAtOnce), played(oneOfMany, togglers.oneOfMany)],
};

void reportTo(suite);

function played(outline: TimeCase, made: Readonly<Record<string, Toggler>>): TimeCase {
  return { ...outline, contenders: outline.contenders.map((one) => toggling(one, made[one.name])) };
}

/** One time is one change, and the page as it is after it. */
function toggling(outline: Contender, make: Toggler | undefined): Contender {
  let toggle = (): void => {
    throw new Error('It is not prepared.');
  };
  return {
    ...outline,
    prepare: async () => {
      if (make === undefined) throw new Error(`Nobody has set up ${outline.name}.`);
      toggle = await make();
    },
    run: (count) => {
      for (let i = 0; i < count; i += 1) toggle();
    },
  };
}
