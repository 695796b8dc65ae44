/** Put in by the build: the app module's address, relative to widget.js. */
declare const __APP_URL__: string;
