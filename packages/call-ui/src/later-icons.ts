/** Icons that no call needs for its first frame: paths, drawn as those of `icons.tsx` are. */
export const onTopIcon = "M4 5h16v14H4zM12 12h8v7h-8z";
export const sendIcon = "M4 12 20 4l-6 16-3-6.5zM11 13.5 20 4";
export const starIcon = "m12 3.5 2.6 5.5 6 .8-4.4 4.2 1.1 6L12 17l-5.3 3 1.1-6-4.4-4.2 6-.8z";
