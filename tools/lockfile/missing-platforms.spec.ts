import { missingPackages, platformEntry } from './missing-platforms.ts';
import type { LockEntries } from './missing-platforms.ts';

describe('a lockfile', () => {
  it('lacks an optional dependency that has no entry anywhere above', () => {
    const entries: LockEntries = {
      'node_modules/parser': {
        optionalDependencies: { 'parser-linux-x64': '1.0.0', 'parser-darwin-arm64': '1.0.0' },
      },
      'node_modules/parser-linux-x64': { version: '1.0.0' },
    };
    expect(missingPackages(entries)).toEqual([{ name: 'parser-darwin-arm64', version: '1.0.0' }]);
  });

  it('may keep it beside or above who asks for it', () => {
    const asks = { optionalDependencies: { fsevents: '~2.3.3' } };
    expect(missingPackages({ 'node_modules/a': asks, 'node_modules/fsevents': {} })).toEqual([]);
    expect(
      missingPackages({
        'node_modules/a/node_modules/b': asks,
        'node_modules/a/node_modules/fsevents': {},
      }),
    ).toEqual([]);
  });

  it('can be completed with binaries of other platforms, told by their names', () => {
    expect(platformEntry({ name: '@x/binding-darwin-arm64', version: '1.2.3' })).toEqual({
      version: '1.2.3',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    });
    expect(platformEntry({ name: '@x/binding-wasm32-wasi', version: '1.2.3' })).toEqual({
      version: '1.2.3',
      cpu: ['wasm32'],
      dev: true,
      optional: true,
    });
    expect(platformEntry({ name: 'bufferutil', version: '1.0.0' })).toBeUndefined();
  });
});
