// The page `http` of the suite orchestrator: HttpClient, built ahead of time for production.
import { reportTo } from '../harness/page.ts';
import type { Contender, Suite, TimeCase } from '../harness/suite.ts';
import { inMemory, overLoopback, unmatched } from '../suites/orchestrator/http-cases';
import { clients } from './clients';

/** The cases of the suite, whose contenders are found here by their names. */
const suite: Suite = {
  name: 'orchestrator',
  cases: [
    played(inMemory, '/api/orders/42', 'in memory'),
    played(overLoopback, '/api/orders/42', 'over loopback'),
    played(unmatched, '/assets/texts.json', 'in memory'),
  ],
};

void reportTo(suite);

function played(outline: TimeCase, url: string, backend: 'in memory' | 'over loopback'): TimeCase {
  return { ...outline, contenders: outline.contenders.map((one) => getter(one, url, backend)) };
}

/** Gets a URL through one way of setting HttpClient up, one request after the other. */
function getter(
  { name, times }: Contender,
  url: string,
  backend: 'in memory' | 'over loopback',
): Contender {
  let get: () => Promise<unknown> = () => Promise.reject(new Error('It is not prepared.'));
  return {
    name,
    ...(times === undefined ? {} : { times }),
    prepare: async () => {
      const make = clients[name];
      if (make === undefined) throw new Error(`Nobody has set up ${name}.`);
      get = await make(url, backend);
    },
    run: async (count) => {
      for (let i = 0; i < count; i += 1) await get();
    },
  };
}
