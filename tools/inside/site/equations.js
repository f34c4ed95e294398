// MathJax reads this before it starts. Formulas stand in prose only: never in code, never in a figure.
window.MathJax = {
  tex: {inlineMath: [['$', '$'], ['\\(', '\\)']], processEscapes: true, processEnvironments: true},
  svg: {fontCache: 'global'},
  options: {enableMenu: false, skipHtmlTags: ['script', 'noscript', 'style', 'textarea', 'pre', 'code'], ignoreHtmlClass: 'figure|found'},
};
