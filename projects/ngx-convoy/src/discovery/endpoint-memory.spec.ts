import { localStorageMemory } from './endpoint-memory';

describe('localStorageMemory', () => {
  afterEach(() => {
    localStorage.removeItem('ngx-convoy/endpoints/spec');
  });

  it('keeps a text under the name of its service', () => {
    const memory = localStorageMemory();
    expect(memory.read('spec')).toBeUndefined();
    memory.write('spec', 'text');
    expect(localStorageMemory().read('spec')).toBe('text');
  });

  it('goes without what does not fit', () => {
    const memory = localStorageMemory();
    memory.write('spec', 'good');
    memory.write('spec', 'x'.repeat(20_000_000));
    expect(memory.read('spec')).toBe('good');
  });
});
