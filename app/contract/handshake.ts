/**
 * How a page in Electron comes by its port. It has nothing of Electron's, so it asks by a message to its own window:
 *
 *     page                     preload                    main
 *     PORT_WANTED         →    PORT_WANTED           →    checks who asks, opens a line
 *                         ←    PORT [port]           ←    PORT [port]
 *
 * The page asks and is not told unasked, so no port comes before there is somebody to take it. Messages on the port
 * are JSON as text.
 */
export const PORT_WANTED = 'sandlot:port-wanted';
export const PORT = 'sandlot:port';
