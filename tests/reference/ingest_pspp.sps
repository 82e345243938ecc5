* Makes three files of tests/unit/ingest/files with PSPP 1.6.2: cd there, then pspp ../../../reference/ingest_pspp.sps.
DATA LIST LIST NOTABLE /id (F8.0) peso (F8.2) sexo (F1.0) ciudad (A12) fecha (DATE11).
BEGIN DATA
1 1.5 1 "Cobán" 01-JAN-2020
2 0.25 2 "León" 02-FEB-2021
3 . 9 "" .
4 12345.678 1 "San José" 28-FEB-1999
END DATA.
VARIABLE LABELS sexo 'Sexo de la persona' peso 'Factor'.
VALUE LABELS sexo 1 'Mujer' 2 'Hombre' 9 'No responde'.
MISSING VALUES sexo (9).
SAVE OUTFILE='pspp.sav' /COMPRESSED.
SAVE OUTFILE='pspp-plain.sav' /UNCOMPRESSED.
SAVE OUTFILE='pspp.zsav' /ZCOMPRESSED.
