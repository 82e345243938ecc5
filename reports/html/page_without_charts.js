// The script of a report from a program that was built without the packages of the pictures.
import { start } from "./switches.js";

start({ themeChanged() {}, beforePrint() {} });
