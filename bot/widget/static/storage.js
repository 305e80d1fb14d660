/** Small JSON storage that keeps working, in memory, where the browser blocks storage. */

export class Store {
  #area = null;
  #prefix;
  #memory = new Map();

  /** @param {'localStorage'|'sessionStorage'} kind */
  constructor(kind, prefix) {
    this.#prefix = prefix;
    try {
      const area = globalThis[kind];
      const probe = `${prefix}probe`;
      area.setItem(probe, '1');
      area.removeItem(probe);
      this.#area = area;
    } catch {
      // blocked or full: memory only
    }
  }

  get(key) {
    if (this.#memory.has(key)) return this.#memory.get(key);
    try {
      return JSON.parse(this.#area?.getItem(this.#prefix + key) ?? 'null');
    } catch {
      return null;
    }
  }

  set(key, value) {
    try {
      if (!this.#area) throw new Error('no storage');
      this.#area.setItem(this.#prefix + key, JSON.stringify(value));
      this.#memory.delete(key);
    } catch {
      this.#memory.set(key, value);
    }
  }

  remove(key) {
    this.#memory.delete(key);
    try {
      this.#area?.removeItem(this.#prefix + key);
    } catch {
      // nothing was kept, so nothing to remove
    }
  }

  /** Calls back with the key when another tab changed it. */
  watch(callback, signal) {
    addEventListener(
      'storage',
      ({ storageArea, key }) => {
        if (storageArea !== this.#area || !this.#area) return;
        if (key === null) callback(null);
        else if (key.startsWith(this.#prefix)) callback(key.slice(this.#prefix.length));
      },
      { signal },
    );
  }
}

/** Runs one at a time over all tabs, where the browser can do that. */
export function exclusively(name, action) {
  return navigator.locks ? navigator.locks.request(name, action) : action();
}
