/**
 * A lifetime. Whatever must be undone (a listener, a timer, a track, a connection) is handed to
 * the scope that owns it, and closing the scope undoes it all, last first.
 */
export class Scope {
  #undo: (() => void)[] = [];
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  /** Runs `undo` when the scope closes; at once when it is closed already. */
  add(undo: () => void): void {
    if (this.#closed) undo();
    else this.#undo.push(undo);
  }

  listen<T extends EventTarget>(
    target: T,
    type: string,
    listener: (event: never) => void,
    options?: AddEventListenerOptions,
  ): void {
    if (this.#closed) return;
    target.addEventListener(type, listener as EventListener, options);
    this.add(() => target.removeEventListener(type, listener as EventListener, options));
  }

  /** A scope that closes with this one, or earlier. */
  child(): Scope {
    const scope = new Scope();
    this.add(() => scope.close());
    return scope;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const failures: unknown[] = [];
    for (const undo of this.#undo.reverse()) {
      try {
        undo();
      } catch (error) {
        failures.push(error);
      }
    }
    this.#undo = [];
    if (failures.length > 0) throw new AggregateError(failures, "Closing a scope failed");
  }
}
