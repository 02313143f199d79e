import { undocumented } from './undocumented.ts';

it('an export without TSDoc is found in the report, a member without one is let be', () => {
  const report = [
    '// @public (undocumented)',
    'export class Bare {',
    '    // (undocumented)',
    '    readonly member: string;',
    '}',
    '',
    '// @public',
    'export interface Described {}',
    '',
    '// @public (undocumented)',
    'export abstract class Half {}',
    '',
    '// @public (undocumented)',
    'function console_2(): void;',
  ].join('\n');

  expect(undocumented(report)).toEqual(['Bare', 'Half', 'console_2']);
});
