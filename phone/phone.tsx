import { render } from 'preact';
import { App } from './page/app';
import { locale, t } from './text/locale';

document.documentElement.lang = locale;
document.title = t.title;

const root = document.getElementById('app');
if (root) render(<App />, root);
