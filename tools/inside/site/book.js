// Figures come alive when they come near the screen, and all of them before printing; the search knows every section of every chapter.
'use strict';

const NARROWEST = 500, WIDEST = 900; // a figure is never drawn narrower: on a phone its box scrolls
const coarse = matchMedia('(pointer: coarse)').matches;

function width(box, figure) {
  return Math.max(NARROWEST, Math.min(figure.layout?.width ?? WIDEST, box.clientWidth));
}

function draw(box) {
  if (box.classList.contains('drawn')) return;
  box.classList.add('drawn');
  const figure = JSON.parse(box.querySelector('script').textContent);
  const plot = box.appendChild(document.createElement('div'));
  const layout = {height: 360, ...figure.layout, width: width(box, figure)};
  if (coarse) layout.dragmode = false; // a finger scrolls the page
  Plotly.newPlot(plot, figure.data, layout, {displaylogo: false, displayModeBar: coarse ? false : 'hover', ...figure.config, responsive: false})
    .then(() => figure.frames && Plotly.addFrames(plot, figure.frames));
}

const boxes = document.querySelectorAll('.figure');
const near = new IntersectionObserver(seen => seen.filter(entry => entry.isIntersecting).forEach(entry => draw(entry.target)), {rootMargin: '800px'});
boxes.forEach(box => near.observe(box));
addEventListener('resize', () => boxes.forEach(box => {
  const plot = box.querySelector('.js-plotly-plot');
  const figure = JSON.parse(box.querySelector('script').textContent);
  if (plot && plot.layout.width !== width(box, figure)) Plotly.relayout(plot, {width: width(box, figure)});
}));
addEventListener('beforeprint', () => boxes.forEach(draw));

const field = document.querySelector('input[type=search]');
const found = document.querySelector('.found');
let index;

function hits(words) {
  index ??= lunr(function () {
    this.ref('number');
    this.field('title', {boost: 5});
    this.field('chapter', {boost: 2});
    this.field('text');
    SECTIONS.forEach((section, number) => this.add({number, ...section}));
  });
  return index.query(query => lunr.tokenizer(words).forEach(word => {
    query.term(word.toString(), {boost: 10});
    query.term(word.toString(), {wildcard: lunr.Query.wildcard.TRAILING});
  })).slice(0, 12).map(hit => SECTIONS[hit.ref]);
}

function show() {
  const words = field.value.trim();
  found.hidden = !words;
  if (!words) return;
  found.replaceChildren(...hits(words).map(section => {
    const link = Object.assign(document.createElement('a'), {href: section.page, textContent: section.title});
    const chapter = Object.assign(document.createElement('small'), {textContent: section.chapter});
    const item = document.createElement('li');
    item.append(link, ' ', chapter);
    return item;
  }));
  if (!found.children.length) found.append(Object.assign(document.createElement('li'), {textContent: 'Nothing found.'}));
}

field.addEventListener('input', show);
field.form.addEventListener('submit', event => {
  event.preventDefault();
  found.querySelector('a')?.click();
});
document.addEventListener('click', event => { found.hidden ||= !event.target.closest('form'); });
document.addEventListener('keydown', event => { if (event.key === 'Escape') found.hidden = true; });
