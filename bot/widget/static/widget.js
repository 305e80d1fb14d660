/**
 * The embed: <script src="https://host/widget.js" defer></script>
 *
 * Defines <huurkompas-chat> and puts one at the end of the page, unless the page already has one.
 * Attributes for that element can be given on the script tag: data-phone becomes phone, and so on.
 * Any link or button with the attribute data-huurkompas-open opens the chat.
 */
(() => {
  const script = document.currentScript ?? document.querySelector('script[src*="widget.js"]');
  if (!script) return;

  const tag = 'huurkompas-chat';
  const home = new URL('widget/element.js', script.src).href;

  const mount = () => {
    if (document.querySelector(tag)) return;
    const element = document.createElement(tag);
    for (const { name, value } of script.attributes) {
      if (name.startsWith('data-')) element.setAttribute(name.slice(5), value);
    }
    document.body.append(element);
  };

  const openFromPage = (event) => {
    const opener = event.target instanceof Element && event.target.closest('[data-huurkompas-open]');
    const element = opener && document.querySelector(tag);
    if (!element?.open) return; // not loaded (yet): the link does what the page meant it to do
    event.preventDefault();
    element.open();
  };

  const start = () => {
    mount();
    document.addEventListener('click', openFromPage);
  };

  import(home).then(
    () => {
      if (document.body) start();
      else document.addEventListener('DOMContentLoaded', start, { once: true });
    },
    (error) => console.warn('Huurkompas could not be loaded.', error),
  );
})();
