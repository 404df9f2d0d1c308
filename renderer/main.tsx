/** Where a window begins. */
document.title = 'Sandlot';
