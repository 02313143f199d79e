/** What we read of an entry of package-lock.json. */
export interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export type LockEntries = Readonly<Record<string, LockEntry>>;

/** An optional dependency that a lockfile names but does not lock. */
export interface MissingPackage {
  readonly name: string;
  readonly version: string;
}

/** The optional dependencies for which Node's resolution, from the folder of who asks for them upwards, finds no entry. */
export function missingPackages(entries: LockEntries): readonly MissingPackage[] {
  const missing = new Map<string, MissingPackage>();
  for (const [path, entry] of Object.entries(entries)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isLocked(entries, path, name)) missing.set(name, { name, version });
    }
  }
  return [...missing.values()];
}

/**
 * The entry that npm would have written for a binary of another platform, without its checksum.
 *
 * @returns `undefined` when the name tells no platform
 */
export function platformEntry({ name, version }: MissingPackage): object | undefined {
  const match =
    /-(android|darwin|freebsd|linux|openharmony|win32|wasm32)(?:-(arm64|arm|x64|ia32|ppc64|riscv64|s390x))?/.exec(
      name,
    );
  const [, os, cpu = os] = match ?? [];
  if (os === undefined) return undefined;
  const platform = os === 'wasm32' ? {} : { os: [os] };
  return { version, cpu: [cpu], dev: true, optional: true, ...platform };
}

function isLocked(entries: LockEntries, path: string, name: string): boolean {
  for (let folder = path; ;) {
    if (entries[`${folder}${folder === '' ? '' : '/'}node_modules/${name}`] !== undefined)
      return true;
    if (folder === '') return false;
    const parent = folder.lastIndexOf('/node_modules/');
    folder = parent < 0 ? '' : folder.slice(0, parent);
  }
}
