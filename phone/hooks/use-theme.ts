import { useLayoutEffect } from 'preact/hooks';
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

/** The theme that the user chose on this page, else that of the URL, else that of the system. */
export function useTheme(): Theme {
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const [chosen, setChosen] = useLocalStorage<ThemeName | undefined>('theme', undefined, readTheme);
  const wanted = chosen ?? ofUrl();
  const dark = wanted === undefined ? systemDark : wanted === 'dark';
  useLayoutEffect(() => {
    if (wanted !== undefined) document.documentElement.dataset['theme'] = wanted;
  }, [wanted]);
  return { dark, toggle: () => setChosen(dark ? 'light' : 'dark') };
}
