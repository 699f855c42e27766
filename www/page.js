// The words of index.html in the reader's language. The page stands without it, in English.

import { languages, load, match, say } from './prose/index.js';

const player = document.querySelector('tls-airmail');
const menu = document.querySelector('#languages');
const wanted = new URLSearchParams(location.search).get('lang');

/** @param {string} lang */
async function speak(lang) {
  const words = await load(lang);
  document.documentElement.lang = words.meta.lang;
  document.documentElement.dir = words.meta.dir;
  document.title = say(words, ['page', 'title']);
  for (const node of document.querySelectorAll('[data-page]')) {
    node.textContent = say(words, ['page', String(node.getAttribute('data-page'))]);
  }
  if (player && player.getAttribute('lang') !== words.meta.lang) player.setAttribute('lang', words.meta.lang);
  for (const button of menu?.querySelectorAll('button') ?? []) {
    button.setAttribute('aria-pressed', String(button.lang === words.meta.lang));
  }
}

if (menu instanceof HTMLElement) {
  for (const { lang, name } of languages) {
    const button = document.createElement('button');
    button.type = 'button';
    button.lang = lang;
    button.textContent = name;
    button.addEventListener('click', () => void speak(lang));
    menu.append(button);
  }
  menu.hidden = false;
}
if (player) {
  new MutationObserver(() => {
    const lang = player.getAttribute('lang');
    if (lang && match(lang) !== document.documentElement.lang) void speak(lang);
  }).observe(player, { attributes: true, attributeFilter: ['lang'] });
}
void speak(wanted ?? match(navigator.languages));
