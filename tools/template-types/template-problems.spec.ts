import { templateProblems } from './template-problems.ts';

/** A template, and what the compiler says of it; `undefined` when it compiles. */
type Row = readonly [title: string, template: string, problem: RegExp | undefined];

const rows: readonly Row[] = [
  [
    'a feature with all its branches',
    `<p *convoyFeature="'a'; else t; degraded t; stale t; offline t; queued t; let s; let why = reason">
       {{ takesText(s.label) }} {{ takesText(why) }}
     </p>
     <ng-template #t convoyFeatureBranch let-s>{{ takesText(s.reason) }}</ng-template>`,
    undefined,
  ],
  [
    'something that a feature does not have',
    `<p *convoyFeature="'a'; let s">{{ s.nonsense }}</p>`,
    /'nonsense' does not exist on type 'FeatureState'/,
  ],
  [
    'the same in a branch',
    `<ng-template convoyFeatureBranch let-s>{{ s.nonsense }}</ng-template>`,
    /'nonsense' does not exist on type 'FeatureState'/,
  ],
  [
    'something that the context does not have',
    `<p *convoyFeature="'a'; let s = source">{{ s }}</p>`,
    /'source' does not exist on type 'ConvoyFeatureContext'/,
  ],
  ['a name that is a number', `<p *convoyFeature="7"></p>`, /'number' is not assignable to type/],
  [
    'a branch that is no template',
    `<p *convoyFeature="'a'; else 'gone'"></p>`,
    /'string' is not assignable to type 'TemplateRef/,
  ],
  [
    'a service',
    `<p *convoyService="'a'; let s; let name = service">{{ takesText(s.reason + name) }}</p>`,
    undefined,
  ],
  [
    'something that a service does not have',
    `<p *convoyService="'a'; let s">{{ s.retryAt }}</p>`,
    /'retryAt' does not exist on type 'ServiceState'/,
  ],
  [
    'a circuit',
    `<p *convoyCircuit="'a'; let c">{{ takesText(c.reason) }} {{ c.retryAt }}</p>`,
    undefined,
  ],
  [
    'something that a circuit does not have',
    `<p *convoyCircuit="'a'; let c">{{ c.label }}</p>`,
    /'label' does not exist/,
  ],
  [
    'levels, as a number and as a range',
    `<p *convoyLevel="1; let level; let why = reason">{{ level + 1 }} {{ takesText(why) }}</p>
     <p *convoyLevel="{ from: 1, to: 2 }"></p>`,
    undefined,
  ],
  [
    'a level that is taken for a text',
    `<p *convoyLevel="1; let level">{{ takesText(level) }}</p>`,
    /'number' is not assignable to parameter of type 'string'/,
  ],
  [
    'a range with an end that does not exist',
    `<p *convoyLevel="{ until: 2 }"></p>`,
    /until"?' does not exist in type 'LevelRange'/,
  ],
];

describe("Angular's compiler, on templates with gates,", () => {
  let found: Awaited<ReturnType<typeof templateProblems>> = [];

  beforeAll(async () => {
    found = await templateProblems(rows.map(([, template]) => template));
  }, 120_000);

  rows.forEach(([title, , problem], index) => {
    it(`${problem === undefined ? 'takes' : 'refuses'} ${title}`, () => {
      const said = found[index]?.join('\n') ?? 'It was not compiled.';
      if (problem === undefined) expect(said).toBe('');
      else expect(said).toMatch(problem);
    });
  });
});
