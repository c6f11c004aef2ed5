// The package brings no types of its own: what the tests use of it.

declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>)
    proxy: boolean
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    on(event: string, listener: (...args: unknown[]) => void): this
    use(middleware: (context: OidcContext, next: () => Promise<void>) => Promise<void>): void
    readonly Grant: { find(id: string): Promise<{ destroy(): Promise<void> } | undefined> }
  }

  export interface OidcContext {
    readonly path: string
    readonly method: string
    status: number
    body: unknown
    set(name: string, value: string): void
    readonly req: IncomingMessage
  }
}
