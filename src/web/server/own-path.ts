// Where a redirect may lead: a path of ours, and nothing that a browser would read as another host.

/** Anything else becomes the start page. */
export function ownPath(path: string): string {
  return /^\/(?![/\\])[\w./?=&%-]*$/.test(path) && !/^\/%(?:2f|5c)/i.test(path) ? path : '/'
}
