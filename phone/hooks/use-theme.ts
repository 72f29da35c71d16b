import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { isObject } from '../api/json';
import { useMediaQuery } from './browser';
import { useLocalStorage } from './use-local-storage';

type ThemeName = 'light' | 'dark';

/** The theme of the page. */
export interface Theme {
  dark: boolean;
  toggle: () => void;
}

const readTheme = (value: unknown): ThemeName | undefined =>
  value === 'light' || value === 'dark' ? value : undefined;

/** The theme in the page's URL, which the editor's sidebar sets. */
const ofUrl = (): ThemeName | undefined => readTheme(new URLSearchParams(location.search).get('theme'));

/** The theme of the editor: that of the URL, and later the one that the editor's sidebar tells this page in its frame. */
function useEditorTheme(): ThemeName | undefined {
  const [theme, setTheme] = useState(ofUrl);
  useEffect(() => {
    const take = ({ source, origin, data }: MessageEvent<unknown>): void => {
      if (source !== parent || origin !== location.origin || !isObject(data)) return;
      setTheme((before) => readTheme(data['theme']) ?? before);
    };
    addEventListener('message', take);
    return () => removeEventListener('message', take);
  }, []);
  return theme;
}

/** The theme that the user chose on this page, else that of the editor, else that of the system. */
export function useTheme(): Theme {
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const [chosen, setChosen] = useLocalStorage<ThemeName | undefined>('theme', undefined, readTheme);
  const ofEditor = useEditorTheme();
  const wanted = chosen ?? ofEditor;
  const dark = wanted === undefined ? systemDark : wanted === 'dark';
  useLayoutEffect(() => {
    if (wanted !== undefined) document.documentElement.dataset['theme'] = wanted;
  }, [wanted]);
  return { dark, toggle: () => setChosen(dark ? 'light' : 'dark') };
}
