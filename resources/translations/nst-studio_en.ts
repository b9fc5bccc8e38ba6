<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_GB">
<context>
    <name>CloseQuestion</name>
    <message numerus="yes">
        <source>%n paintings wait in the queue and would not be painted.</source>
        <translation>
            <numerusform>One painting waits in the queue and would not be painted.</numerusform>
            <numerusform>%n paintings wait in the queue and would not be painted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ErrorReportDialog</name>
    <message numerus="yes">
        <source>A fault inside the program happened %n times. Your pictures and settings are untouched and you can go on; if it keeps happening, copy this report and send it to the people who make the program.</source>
        <translation>
            <numerusform>A fault inside the program happened once. Your pictures and settings are untouched and you can go on; if it keeps happening, copy this report and send it to the people who make the program.</numerusform>
            <numerusform>A fault inside the program happened %n times. Your pictures and settings are untouched and you can go on; if it keeps happening, copy this report and send it to the people who make the program.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>+%n more</numerusform>
            <numerusform>+%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PaintingQueue</name>
    <message numerus="yes">
        <source>%n photographs were queued.</source>
        <translation>
            <numerusform>One photograph was queued.</numerusform>
            <numerusform>%n photographs were queued.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueSeveralDialog</name>
    <message numerus="yes">
        <source>%n pictures will be queued, with the present settings.</source>
        <translation>
            <numerusform>%n picture will be queued, with the present settings.</numerusform>
            <numerusform>%n pictures will be queued, with the present settings.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StyleList</name>
    <message numerus="yes">
        <source>%n paintings</source>
        <translation>
            <numerusform>1 painting</numerusform>
            <numerusform>%n paintings</numerusform>
        </translation>
    </message>
</context>
</TS>
