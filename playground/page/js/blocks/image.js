import { h } from '../dom.js';
import { plainNodes } from '../text/render.js';

/** @type {import('./index.js').BlockRenderer} */
export function renderImage(block) {
  return h(
    'figure',
    { class: 'image-block' },
    block.title === undefined ? null : h('figcaption', {}, plainNodes(block.title.text)),
    pictureOf(block, 'large'),
  );
}

/**
 * The playground asks no other host for anything, so only its own pictures are loaded; others are a frame with the
 * alternative text and a link.
 * @param {{ image_url?: string, alt_text: string }} image
 * @param {'tiny' | 'thumb' | 'large'} size
 */
export function pictureOf(image, size) {
  const url = image.image_url ?? '';
  if (URL.canParse(url, location.href) && new URL(url, location.href).origin === location.origin) {
    return h('img', { class: `picture ${size}`, src: url, alt: image.alt_text });
  }
  const props = {
    class: `picture placeholder ${size}`,
    title: `${image.alt_text} (not loaded: it is on another host)`,
  };
  const text = size === 'tiny' ? image.alt_text.slice(0, 1) : image.alt_text;
  if (!/^https?:\/\//i.test(url))
    return h('span', { ...props, role: 'img', 'aria-label': image.alt_text }, text);
  return h(
    'a',
    { ...props, href: url, target: '_blank', rel: 'noopener noreferrer', 'aria-label': image.alt_text },
    text,
  );
}
