// Tells that the script of the page listens now: until then a press is the browser's own business.

import { AWAKE } from './hooks.ts'

/** Must be called once, by the island of the page, when all that it listens to is in place. */
export function awake(): void {
  document.documentElement.setAttribute(AWAKE, '')
}
