// A password or token on its way to a server. Prints as dots everywhere; only `reveal` gives it back.

const DOTS = '•••'
const inspect = Symbol.for('nodejs.util.inspect.custom')

export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself. Call it only at the line that puts it on a verified TLS connection, or to judge its shape. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return DOTS
  }

  toJSON(): string {
    return DOTS
  }

  [inspect](): string {
    return DOTS
  }
}
