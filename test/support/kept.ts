/** Something that is made when a test file of the process first needs it, and closed after the last one. */
export function kept<T>(make: () => Promise<T>, close: (made: T) => Promise<void>): () => Promise<T> {
  let made: Promise<T> | undefined;
  after(async () => {
    const one = await made?.catch(() => undefined);
    if (one !== undefined) await close(one);
  });
  return () => (made ??= make());
}
