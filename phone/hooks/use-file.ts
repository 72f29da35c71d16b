import { useEffect, useState } from 'preact/hooks';
import { fetchFile } from '../api/requests';

/** A file of the simulator. `href` is an object URL, which is valid while the component is mounted. */
export type FileState = { state: 'ready'; href: string } | { state: 'loading' | 'failed' };

/** Downloads a file of the simulator by its SID. `undefined`: nothing is downloaded. */
export function useFile(sid: string | undefined): FileState {
  const [file, setFile] = useState<FileState>({ state: 'loading' });
  useEffect(() => {
    if (sid === undefined) return undefined;
    let href: string | undefined;
    let unmounted = false;
    fetchFile(sid).then(
      (blob) => {
        if (unmounted) return;
        href = URL.createObjectURL(blob);
        setFile({ state: 'ready', href });
      },
      () => !unmounted && setFile({ state: 'failed' }),
    );
    return () => {
      unmounted = true;
      if (href !== undefined) URL.revokeObjectURL(href);
      setFile({ state: 'loading' });
    };
  }, [sid]);
  return file;
}
