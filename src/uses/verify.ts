// placeholder to be replaced within minutes
export interface VerifyUseRequest {
  readonly what: string
}
export async function verify(_: VerifyUseRequest): Promise<never> {
  throw new Error('x')
}
