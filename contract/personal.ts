const hidden = new WeakMap<object, unknown>();

/**
 * A value that identifies a person. It cannot reach a log, a URL or a crash file by accident:
 * every way of turning it into text yields a fixed mark. Only `reveal` gives the value, so every
 * place that uses it can be found by name.
 */
export class Personal<Value> {
  constructor(value: Value) {
    hidden.set(this, value);
  }

  reveal(): Value {
    return hidden.get(this) as Value;
  }

  /** Forgets the value; later reveals give undefined. */
  erase(): void {
    hidden.delete(this);
  }

  toJSON(): string {
    return '[personal]';
  }

  toString(): string {
    return '[personal]';
  }

  [Symbol.toPrimitive](): string {
    return '[personal]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[personal]';
  }
}

export function personal<Value>(value: Value): Personal<Value> {
  return new Personal(value);
}
